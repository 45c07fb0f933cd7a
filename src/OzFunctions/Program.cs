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
    var builder = FunctionsApplication.CreateBuilder(args);
    builder.ConfigureFunctionsWebApplication();
    builder.Logging.WithoutRequests();
    builder.Services.AddOzStorage(builder.Configuration).AddOzWeb().AddSingleton<HostSchedules>();
    builder.Services.AddOzTelemetry(builder.Configuration, static telemetry => telemetry.UseFunctionsWorkerDefaults());
    await builder.Build().RunAsync();
    return 0;
}
catch (Exception e) when (SettingsErrors.SentenceOf(e) is not null)
{
    await Console.Error.WriteLineAsync($"OzFunctions did not start. {SettingsErrors.SentenceOf(e)}");
    return 1;
}
