using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;

namespace OzFunctions.Tests.Settings;

/// <summary>The check of the settings with which both heads begin, without a head.</summary>
internal static class StartOf
{
    /// <summary>Checks settings, of which a start outside Development needs no more than the mode.</summary>
    /// <returns>What stops the start; null when nothing does.</returns>
    public static string? With(bool isDevelopment, params (string Name, string? Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment { EnvironmentName = isDevelopment ? Environments.Development : Environments.Production });
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection([new("Webhook:Mode", "Trust")])
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, setting.Value)))
            .Build());
        using var provider = services.AddOzWeb().BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (Exception e) when (SettingsErrors.SentenceOf(e) is { } sentence)
        {
            return sentence;
        }
    }
}
