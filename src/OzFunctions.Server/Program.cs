using Microsoft.Extensions.Options;
using OzFunctions.Server;

try
{
    await ServerHost.RunAsync(args);
    return 0;
}
catch (Exception e) when (e is StartupException or OptionsValidationException)
{
    return await RefuseAsync(e.Message);
}
catch (AggregateException e) when (e.InnerExceptions.All(static inner => inner is OptionsValidationException))
{
    // Settings of several sections are wrong; a rule that looks at two sections repeats what the other says.
    return await RefuseAsync(string.Join("; ", e.InnerExceptions.Select(static inner => inner.Message).Distinct()));
}

static async Task<int> RefuseAsync(string because)
{
    await Console.Error.WriteLineAsync($"OzFunctions did not start. {because}");
    return 1;
}
