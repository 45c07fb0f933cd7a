// Verifies what arrives on standard input, one JSON object a line, with the library that the first argument names.
import { createInterface } from 'node:readline';

const { Webhook } = await import(process.argv[2]);

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log('verified');
  } catch (error) {
    console.log(error.message);
  }
}
