using System.Diagnostics.CodeAnalysis;
using Microsoft.Azure.Functions.Worker;
using OzFunctions.Web.Removal;

namespace OzFunctions.Functions;

/// <summary>Removes what is too old.</summary>
/// <param name="schedule">Starts runs on the schedule.</param>
public sealed class RetentionFunctions(RetentionSchedule schedule)
{
    /// <summary>Starts a run on the schedule. The host lets one instance alone do so.</summary>
    [Function(nameof(Retention))]
    [SuppressMessage("Style", "IDE0060", Justification = "The trigger is bound to it.")]
    public Task Retention([TimerTrigger("%Retention:Schedule%")] TimerInfo timer, CancellationToken cancellationToken) =>
        schedule.TickAsync(occurrence: null, cancellationToken);
}
