using OzFunctions.Demo;
using OzFunctions.Server;
using OzFunctions.Web;

try
{
    return await Demonstration.RunAsync(args, Console.Out);
}
catch (Exception e) when (e is StartupException || SettingsErrors.SentenceOf(e) is not null)
{
    await Console.Error.WriteLineAsync($"The demo did not start. {SettingsErrors.SentenceOf(e) ?? e.Message}");
    return 1;
}
