using OzFunctions.Core.Work;

namespace OzFunctions.Tests.Builders;

/// <summary>Handles messages as a head does.</summary>
internal static class WorkProcessorExtensions
{
    /// <summary>Handles a message that the test has taken from a queue, and enqueues what replaces it.</summary>
    public static async Task<WorkReport> HandleAsync(this WorkProcessor processor, WorkQueueName from, string text, IWorkQueue queue, CancellationToken token)
    {
        var report = await processor.ProcessAsync(from, text, token);
        if (report.Again is { } again)
        {
            await queue.EnqueueAsync(again.Item, again.Delay, token);
        }

        return report;
    }
}
