using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;
using OzFunctions.Web.Work;

namespace OzFunctions.Server.Work;

/// <summary>Registers the consumers of the work queues.</summary>
internal static class WorkConsumerExtensions
{
    // Beside every endpoint that hangs at its limit. Two batches, so that one is received while the other is handled.
    private const int OtherWork = 64;

    // One run of each kind, plus runs that were interrupted and are resumed.
    private const int OfRuns = 8;

    /// <summary>Adds a consumer for each queue, so that a backlog in one delays none of the others.</summary>
    public static void AddWorkConsumers(this IServiceCollection services)
    {
        foreach (var name in Enum.GetValues<WorkQueueName>())
        {
            services.AddSingleton<IHostedService>(provider => new WorkConsumer(
                provider.GetRequiredService<IReadOnlyList<IWorkSource>>().Single(source => source.Name == name),
                MaxAtOnce(name, provider.GetRequiredService<NotificationSettings>(), provider.GetRequiredService<OzGateway>()),
                provider.GetRequiredService<WorkHandler>(),
                provider.GetRequiredService<IHostApplicationLifetime>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<WorkConsumer>>()));
        }
    }

    /// <summary>The concurrency limit of a queue's consumer, in messages.</summary>
    internal static int MaxAtOnce(WorkQueueName name, NotificationSettings settings, OzGateway oz) => name switch
    {
        // The concurrent polls of Oz, and as many that wait for their turn.
        WorkQueueName.Refreshes => 2 * oz.MaxConcurrent,
        WorkQueueName.Runs => OfRuns,
        _ => settings.Endpoints.Sum(static endpoint => endpoint.Capacity.MaxHeld) + OtherWork,
    };
}
