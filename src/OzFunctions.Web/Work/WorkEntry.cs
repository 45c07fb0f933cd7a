using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Work;

/// <summary>Where messages of the work queue come in, in both heads: does what they point to, logs and measures it.</summary>
/// <param name="processor">Does the work.</param>
/// <param name="metrics">What is measured.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Where outcomes are reported, by ids only.</param>
public sealed partial class WorkEntry(WorkProcessor processor, OzMetrics metrics, TimeProvider time, ILogger<WorkEntry> logger)
{
    private const string NoItem = "none";

    /// <summary>Handles a message. When this returns, the message may be deleted; when it throws, it must stay.</summary>
    /// <param name="text">The message's text.</param>
    /// <param name="enqueuedAt">When it was enqueued, UTC; null when nobody knows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is handled.</returns>
    /// <exception cref="StoreUnavailableException">Not even the queue can be reached.</exception>
    public async Task RunAsync(string text, DateTimeOffset? enqueuedAt, CancellationToken cancellationToken)
    {
        var began = time.GetUtcNow();
        using var activity = OzActivities.Begin("work", ActivityKind.Consumer);
        var report = await processor.ProcessAsync(text, cancellationToken);

        var kind = report.Item?.Kind ?? NoItem;
        metrics.Work(kind, report.Result, began - enqueuedAt - TimeSpan.FromSeconds(report.Item?.DelaySeconds ?? 0));
        activity?.SetTag("ozfunctions.work.kind", kind).SetTag("ozfunctions.work.result", report.Result.ToString());
        var level = LevelOf(report.Result);
        Log.Handled(logger, level, report.Result, report.Detail, report.Exception);
    }

    private static LogLevel LevelOf(WorkResult result) => result switch
    {
        WorkResult.Done => LogLevel.Information,
        WorkResult.Fault => LogLevel.Warning,
        WorkResult.Failed or WorkResult.Poisoned => LogLevel.Error,
        _ => LogLevel.Debug,
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "{Result}: {Detail}")]
        public static partial void Handled(ILogger logger, LogLevel level, WorkResult result, string detail, Exception? exception);
    }
}
