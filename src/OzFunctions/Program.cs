using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OzFunctions.Storage;
using OzFunctions.Web;
using OzFunctions.Web.Schedules;
using OzFunctions.Web.Telemetry;

try
{
    // As in the server, the files of settings are not watched. The builder reads them before it has the command line, so only a variable reaches it.
    Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.Logging.WithoutRequests();
    builder.Services.AddOzStorage(builder.Configuration, builder.Environment.IsDevelopment()).AddOzWeb().AddSingleton<HostSchedules>();
    builder.Services.AddOzTelemetry(builder.Configuration, static telemetry => telemetry.UseFunctionsWorkerDefaults());
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception e) when (SettingsErrors.SentenceOf(e) is not null)
{
    await Console.Error.WriteLineAsync($"OzFunctions did not start. {SettingsErrors.SentenceOf(e)}");
    return 1;
}
