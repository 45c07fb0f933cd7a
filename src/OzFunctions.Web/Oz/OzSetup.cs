using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Web.Connections;
using Polly;

namespace OzFunctions.Web.Oz;

/// <summary>Registers the services that call Oz.</summary>
internal static class OzSetup
{
    /// <summary>Adds the client of Oz's API.</summary>
    public static IServiceCollection AddOz(this IServiceCollection services)
    {
        services.AddSection<OzOptions>(OzOptions.Section);
        services.AddSingleton<IValidateOptions<OzOptions>, OzRangeValidator>();
        services.AddSingleton<IValidateOptions<OzOptions>, ValidateOzOptions>();
        services.AddHttpClient(OzOptions.Client, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static provider =>
                provider.GetRequiredService<OutboundConnections>().NewHandler(provider.GetRequiredService<IOptions<OzOptions>>().Value.Timeout))
            .AddResilienceHandler(OzOptions.Client, static (pipeline, context) =>
            {
                var options = context.ServiceProvider.GetRequiredService<IOptions<OzOptions>>().Value;
                pipeline
                    .AddRateLimiter(new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
                    {
                        TokenLimit = options.RequestsPerSecond,
                        TokensPerPeriod = options.RequestsPerSecond,
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                        QueueLimit = int.MaxValue,
                    }))
                    .AddTimeout(options.Timeout);
            });

        services.AddSingleton<OzClock>();
        services.AddSingleton<OzBackoff>();
        services.AddSingleton(static provider => new OzConditionMonitor(
            provider.GetRequiredService<IOzConditionStore>(), () => AccountOf(provider.GetRequiredService<IOptions<OzOptions>>().Value)));
        services.AddSingleton<OzClockReport>();
        services.AddSingleton<OzConnection>();
        services.AddSingleton<OzLoginGuard>();
        services.AddSingleton<OzSession>();
        services.AddSingleton<IOzFolders, OzFolders>();
        services.AddSingleton<OzGateway>();
        services.AddSingleton<FolderRefresh>();
        return services;
    }

    // Keyed by URL and user, so that a stop or skew of one account does not affect another. The password is not included, because its hash could be attacked.
    private static string AccountOf(OzOptions options) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{options.BaseUrl?.TrimEnd('/')}\n{options.Email}")))[..32];
}
