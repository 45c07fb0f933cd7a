using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using Polly;

namespace OzFunctions.Web.Oz;

/// <summary>Registers what asks Oz.</summary>
internal static class OzSetup
{
    private const int Retries = 2;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(300);

    /// <summary>Adds the client of Oz's API.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddOz(this IServiceCollection services)
    {
        services.AddOptions<OzOptions>().BindConfiguration(OzOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OzOptions>, OzRangeValidator>();
        services.AddSingleton<IValidateOptions<OzOptions>, ValidateOzOptions>();
        services.AddHttpClient(OzOptions.Client, static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null })
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
                    .AddRetry(new HttpRetryStrategyOptions
                    {
                        // Not 429: how long that asks to wait is for who asked to know.
                        ShouldHandle = static arguments => ValueTask.FromResult(
                            arguments.Outcome.Exception is HttpRequestException || (int?)arguments.Outcome.Result?.StatusCode >= 500),
                        MaxRetryAttempts = Retries,
                        Delay = FirstDelay,
                        BackoffType = DelayBackoffType.Exponential,
                        UseJitter = true,
                    })
                    .AddTimeout(options.Timeout);
            });

        services.AddSingleton<OzConnection>();
        services.AddSingleton<OzSession>();
        services.AddSingleton<IOzFolders, OzFolders>();
        services.AddSingleton<OzInquiry>();
        services.AddSingleton<FolderRefresh>();
        return services;
    }
}
