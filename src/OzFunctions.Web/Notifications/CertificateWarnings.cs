using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OzFunctions.Web.Notifications;

/// <summary>
/// Warns of client certificates that have expired or will expire within 30 days, at start-up and then daily. An expired certificate does not prevent the
/// start: it only fails the deliveries of one endpoint, which are retried, while a process that does not start accepts no webhooks.
/// </summary>
/// <param name="clients">The clients with their certificates.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class CertificateWarnings(EndpointClients clients, TimeProvider time, ILogger<CertificateWarnings> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(1);

    // Renewing a certificate takes some organisations weeks.
    private static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <summary>Logs the warnings that apply now.</summary>
    internal void Check()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var (endpoint, context) in clients.Certificates)
        {
            // A chain is valid only while all its certificates are.
            X509Certificate2[] chain = [context.TargetCertificate, .. context.IntermediateCertificates];
            var begins = chain.Max(static certificate => certificate.NotBefore.ToUniversalTime());
            var ends = chain.Min(static certificate => certificate.NotAfter.ToUniversalTime());
            if (ends <= now)
            {
                Log.Expired(logger, endpoint, ends);
            }
            else if (begins > now)
            {
                Log.NotYetValid(logger, endpoint, begins);
            }
            else if (ends - now <= Notice)
            {
                Log.Expiring(logger, endpoint, ends);
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Ends without an exception when stopped. If the host's start fails, the host would log an exception here as a second failure.
        while (!stoppingToken.IsCancellationRequested)
        {
            Check();
            await Task.Delay(Period, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The client certificate of endpoint {Endpoint}, or one of its chain, expired on {At:yyyy-MM-dd}: the endpoint will refuse deliveries until a new one is set.")]
        public static partial void Expired(ILogger logger, string endpoint, DateTime at);

        [LoggerMessage(2, LogLevel.Warning, "The client certificate of endpoint {Endpoint}, or one of its chain, expires on {At:yyyy-MM-dd}. Set a new one before then.")]
        public static partial void Expiring(ILogger logger, string endpoint, DateTime at);

        [LoggerMessage(3, LogLevel.Warning, "The client certificate of endpoint {Endpoint}, or one of its chain, is not valid before {At:yyyy-MM-dd}: the endpoint will refuse deliveries until then.")]
        public static partial void NotYetValid(ILogger logger, string endpoint, DateTime at);
    }
}
