using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Work;

/// <summary>The entry point of work in both heads: queue messages, and changes that this process follows up itself. Runs the work, logs the outcome and records metrics.</summary>
/// <param name="processor">Runs the work of a message.</param>
/// <param name="followUp">Follows up changes.</param>
/// <param name="metrics">The metrics.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log. Messages contain ids, names and outcomes; the exception of a failed item is attached.</param>
public sealed partial class WorkHandler(WorkProcessor processor, ChangeFollowUp followUp, OzMetrics metrics, TimeProvider time, ILogger<WorkHandler> logger)
{
    private const string NoItem = "none";

    private static readonly EventId Handled = new(1, nameof(Handled));

    /// <summary>Handles a message. When this returns, the caller replaces the message by the result, or deletes it; when this throws, the caller keeps it.</summary>
    /// <param name="from">The queue of the message.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="enqueuedAt">When it was enqueued, UTC; null when that is unknown.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What must replace the message; null when the message is done with.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached, so the message could not be moved to the poison queue.</exception>
    public async Task<WorkRequeue?> RunAsync(WorkQueueName from, string text, DateTimeOffset? enqueuedAt, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        using var activity = OzActivities.Source.StartActivity("work", ActivityKind.Consumer);
        var report = await processor.ProcessAsync(from, text, cancellationToken);
        Note(report, began - enqueuedAt, activity);
        return report.Again;
    }

    /// <summary>Moves a message that was received too often to the poison queue, without handling it.</summary>
    /// <param name="from">The queue of the message.</param>
    /// <param name="text">The message's text.</param>
    /// <param name="failure">The last failure; null when it is unknown.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task that completes when the message can be deleted.</returns>
    /// <exception cref="StoreUnavailableException">The queue cannot be reached: the message must stay.</exception>
    public async Task GiveUpAsync(WorkQueueName from, string text, Exception? failure, CancellationToken cancellationToken) =>
        Note(await processor.GiveUpAsync(from, text, failure, cancellationToken), age: null, activity: null);

    /// <summary>Follows up a change that this process has made. If that fails, the process that receives the change's message does the rest.</summary>
    /// <param name="change">The change.</param>
    /// <returns>A task that completes when nothing is left for this process to do, or the follow-up has failed. It never throws.</returns>
    public async Task FollowUpAsync(OwnChange change)
    {
        var began = time.GetUtcNow();
        using var activity = OzActivities.Source.StartActivity("work", ActivityKind.Consumer);
        WorkReport report;
        try
        {
            report = await followUp.HandleAsync(change, CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            report = new WorkReport(WorkResult.Fault, $"{change.Work} will be followed up from its queue message: the storage failed.", e);
        }
        catch (Exception e)
        {
            report = new WorkReport(WorkResult.Failed, $"{change.Work} will be followed up from its queue message: it failed.", e);
        }

        Note(report with { Item = change.Work }, began - change.MadeAt, activity);
    }

    private void Note(WorkReport report, TimeSpan? age, Activity? activity)
    {
        var kind = report.Item?.Kind ?? NoItem;
        metrics.Work(kind, report.Result, age - TimeSpan.FromSeconds(report.Item?.DelaySeconds ?? 0));
        activity?.SetTag("ozfunctions.work.kind", kind).SetTag("ozfunctions.work.result", report.Result.ToString());
        if (LevelOf(report) is var level && logger.IsEnabled(level))
        {
            logger.Log(level, Handled, new WorkLogState(report, kind), report.Exception, static (state, _) => state.ToString());
        }
    }

    /// <summary>Records that a message that cannot be decoded was moved to the poison queue.</summary>
    /// <param name="from">The queue of the message.</param>
    public void NoteUndecoded(WorkQueueName from)
    {
        metrics.Work(NoItem, WorkResult.Poisoned, age: null);
        Log.Undecoded(logger, from);
    }

    private static LogLevel LevelOf(WorkReport report) => report switch
    {
        { Result: WorkResult.Failed or WorkResult.Poisoned } => LogLevel.Error,
        { Result: WorkResult.Fault } or { Result: WorkResult.Done, Weight: WorkWeight.Alarming } => LogLevel.Warning,
        { Result: WorkResult.Done, Weight: WorkWeight.Notable } => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    private static partial class Log
    {
        [LoggerMessage(2, LogLevel.Error, "A message in the queue {Queue} that is not Base64 of UTF-8 was moved unchanged to its poison queue.")]
        public static partial void Undecoded(ILogger logger, WorkQueueName queue);
    }
}
