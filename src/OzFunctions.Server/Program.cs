using OzFunctions.Server;
using OzFunctions.Web;

if (CommandLine.AnswerTo(args) is { } answer)
{
    await Console.Out.WriteAsync(answer);
    return 0;
}

try
{
    return await ServerHost.RunAsync(args);
}
catch (Exception e) when (e is StartupException || SettingsErrors.SentenceOf(e) is not null)
{
    await Console.Error.WriteLineAsync($"OzFunctions did not start. {SettingsErrors.SentenceOf(e) ?? e.Message}");
    return 1;
}
