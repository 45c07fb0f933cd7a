import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks'; // npm install standardwebhooks

const webhook = new Webhook(process.env.WEBHOOK_SECRET); // whsec_...

createServer(async (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) body += chunk;
  try {
    const { type, data } = webhook.verify(body, request.headers);
    console.log(type, data.folderId ?? data.endpoint, data.version ?? '', data.current ?? '');
    response.writeHead(204).end();
  } catch {
    console.log('signature refused');
    response.writeHead(401).end();
  }
}).listen(process.env.PORT ?? 8080, '127.0.0.1');
