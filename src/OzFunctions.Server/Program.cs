using Microsoft.Extensions.Options;
using OzFunctions.Server;

try
{
    await ServerHost.RunAsync(args);
    return 0;
}
catch (Exception e) when (e is StartupException or OptionsValidationException)
{
    await Console.Error.WriteLineAsync($"OzFunctions did not start. {e.Message}");
    return 1;
}
