using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Queues;

[assembly: HostingStartup(typeof(OzFunctions.Benchmarks.FlexStartup))]

namespace OzFunctions.Benchmarks;

/// <summary>
/// Stops a server from consuming queues, as an HTTP instance on Flex Consumption does not consume them. Another server must consume the
/// queues.
/// </summary>
internal sealed class FlexStartup : IHostingStartup
{
    private const string Setting = "Benchmark__ServesOnly";
    private const string Http = "http";

    /// <summary>Configures a server to serve HTTP only.</summary>
    /// <param name="settings">The settings, which are changed.</param>
    /// <returns>The same settings.</returns>
    public static Dictionary<string, string> ServingHttpOnly(Dictionary<string, string> settings)
    {
        settings[Setting] = Http;
        return settings;
    }

    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(static (context, services) =>
    {
        if (context.Configuration[Setting.Replace("__", ":", StringComparison.Ordinal)] == Http)
        {
            services.AddSingleton<IReadOnlyList<IWorkSource>>(static provider => [.. provider.GetRequiredService<WorkQueues>().Sources.Select(static source => new NeverTaken(source))]);
        }
    });

    private sealed class NeverTaken(IWorkSource source) : IWorkSource
    {
        public event Action? Arrived
        {
            add { }
            remove { }
        }

        public WorkQueueName Name => source.Name;

        public TimeSpan VisibilityTimeout => source.VisibilityTimeout;

        public async Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int most, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return [];
        }

        public Task<WorkMessage> RenewAsync(WorkMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task RequeueAsync(WorkMessage message, WorkRequeue again, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task DeleteAsync(WorkMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task PoisonAsync(WorkMessage message, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
