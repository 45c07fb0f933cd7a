using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;

namespace OzFunctions.Tests.Settings;

/// <summary>Validates settings as both heads do at start-up, without starting a head.</summary>
internal static class StartOf
{
    /// <summary>Validates settings. <c>Webhook:Mode</c> is Trust unless it is given, because a start requires the mode.</summary>
    /// <returns>The error that prevents the start; null if there is none.</returns>
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
