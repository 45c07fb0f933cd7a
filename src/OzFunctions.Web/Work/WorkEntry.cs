using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OzFunctions.Core;
using OzFunctions.Core.Work;

namespace OzFunctions.Web.Work;

/// <summary>Where messages of the work queue come in, in both heads: does what they point to, logs and counts it.</summary>
/// <param name="processor">Does the work.</param>
/// <param name="logger">Where outcomes are reported, by ids only.</param>
public sealed partial class WorkEntry(WorkProcessor processor, ILogger<WorkEntry> logger)
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "OzFunctions";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Items = Meter.CreateCounter<long>("ozfunctions.work.items", description: "Work items, by what became of them.");

    /// <summary>Handles a message. When this returns, the message may be deleted; when it throws, it must stay.</summary>
    /// <param name="text">The message's text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that ends when it is handled.</returns>
    /// <exception cref="StoreUnavailableException">Not even the queue can be reached.</exception>
    public async Task RunAsync(string text, CancellationToken cancellationToken)
    {
        var report = await processor.ProcessAsync(text, cancellationToken);
        Items.Add(1, new KeyValuePair<string, object?>("result", report.Result.ToString()));
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
