using System.Text.Json.Serialization;

namespace OzFunctions.Core.Work;

/// <summary>A pointer to work that is due. It may come twice, late, or before what it points to is stored; handling it is idempotent.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ChangedWork), "changed")]
[JsonDerivedType(typeof(DeliverWork), "deliver")]
[JsonDerivedType(typeof(ProbeWork), "probe")]
[JsonDerivedType(typeof(RefreshWork), "refresh")]
[JsonDerivedType(typeof(RunWork), "run")]
public abstract record WorkItem
{
    /// <summary>How often it was put back because what it waits for was not there yet.</summary>
    public int PutBacks { get; init; }

    /// <summary>How often it was put back because the storage failed.</summary>
    public int Faults { get; init; }

    /// <summary>How often it failed for a reason of ours.</summary>
    public int Failures { get; init; }

    /// <summary>How long nobody was to see it after it was enqueued, in whole seconds.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>The queue in which it waits.</summary>
    [JsonIgnore]
    public WorkQueueName Queue => this switch
    {
        ChangedWork => WorkQueueName.Changes,
        DeliverWork or ProbeWork => WorkQueueName.Deliveries,
        RefreshWork => WorkQueueName.Refreshes,
        RunWork => WorkQueueName.Runs,
        _ => throw new NotSupportedException($"{GetType().Name} has no queue."),
    };

    /// <summary>Its kind, for measures and logs.</summary>
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
}
