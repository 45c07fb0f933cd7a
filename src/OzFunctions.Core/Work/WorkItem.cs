using System.Text.Json.Serialization;

namespace OzFunctions.Core.Work;

/// <summary>A reference to due work. It may be received twice, late, or before the data it refers to is stored; handling it is idempotent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChangedWork), "changed")]
[JsonDerivedType(typeof(DeliverWork), "deliver")]
[JsonDerivedType(typeof(ProbeWork), "probe")]
[JsonDerivedType(typeof(RefreshWork), "refresh")]
[JsonDerivedType(typeof(RunWork), "run")]
public abstract record WorkItem
{
    /// <summary>How often it was deferred: its data was not stored yet, another process was handling it, or Oz was busy.</summary>
    public int PutBacks { get; init; }

    /// <summary>How often it was requeued because the storage failed.</summary>
    public int Faults { get; init; }

    /// <summary>How often it failed because of an internal error.</summary>
    public int Failures { get; init; }

    /// <summary>The time from when its message was first enqueued until it is due, in whole seconds. Requeuing adds to it.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>The queue of the item.</summary>
    [JsonIgnore]
    public WorkQueueName Queue => this switch
    {
        ChangedWork => WorkQueueName.Changes,
        DeliverWork or ProbeWork => WorkQueueName.Deliveries,
        RefreshWork => WorkQueueName.Refreshes,
        RunWork => WorkQueueName.Runs,
        _ => throw new NotSupportedException($"{GetType().Name} has no queue."),
    };

    /// <summary>The kind of the item, for metrics and logs.</summary>
    [JsonIgnore]
    public string Kind => this switch
    {
        ChangedWork => "changed",
        DeliverWork => "deliver",
        ProbeWork => "probe",
        RefreshWork => "refresh",
        RunWork => "run",
        _ => "other",
    };

    /// <summary>Names the item in logs by the ids that it refers to.</summary>
    /// <returns>The beginning of a sentence.</returns>
    public sealed override string ToString() => this switch
    {
        ChangedWork work => $"Version {work.Version} of folder {work.Folder}",
        DeliverWork work => $"{work.Delivery} of folder {work.Folder}",
        ProbeWork work => $"The probe of endpoint {work.Endpoint}",
        RefreshWork work => $"The refresh of folder {work.Folder}",
        RunWork work => $"Run {work.Run}",
        _ => Kind,
    };
}
