using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Health;
using OzFunctions.Web.Http;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Web;

/// <summary>Registers the handlers that both heads serve, and what they need of Core.</summary>
public static class WebExtensions
{
    /// <summary>Adds the handlers. The storage behind Core's ports is added apart.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOzWeb(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ErrorBoundary>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<FolderEndpoints>();
        return services.AddWebhooks();
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place where randomness enters; everything below takes it as a parameter.")]
    private static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddOptions<FolderOptions>().BindConfiguration(FolderOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FolderOptions>, ValidateFolderOptions>();

        services.AddOptions<WebhookOptions>().BindConfiguration(WebhookOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookRangeValidator>();
        services.AddSingleton<IValidateOptions<WebhookOptions>, ValidateWebhookMode>();

        services.AddSingleton(static provider => new WebhookIngest(
            provider.GetRequiredService<IFolderStore>(), provider.GetRequiredService<TimeProvider>(), Random.Shared.NextDouble));
        services.AddSingleton<WebhookEndpoints>();
        return services;
    }
}
