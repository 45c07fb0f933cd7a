namespace OzFunctions.Benchmarks.Load;

/// <summary>What one server did with a plan.</summary>
internal sealed class LoadResult
{
    /// <summary>Which server.</summary>
    public required string Name { get; init; }

    /// <summary>How many webhooks were posted.</summary>
    public required int Webhooks { get; init; }

    /// <summary>Until the last of them was acknowledged.</summary>
    public required TimeSpan Answered { get; init; }

    /// <summary>Until the last notification had come.</summary>
    public required TimeSpan Told { get; init; }

    /// <summary>From when a webhook was due to its acknowledgement.</summary>
    public required Sample Acknowledgements { get; init; }

    /// <summary>From when a webhook was due to its notification; null where no one can tell which belongs to which.</summary>
    public required Sample? Deliveries { get; init; }

    /// <summary>Processor time of the server.</summary>
    public required double CpuMilliseconds { get; init; }

    /// <summary>Memory that the server allocated.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>Requests to tables.</summary>
    public required long TableRequests { get; init; }

    /// <summary>Requests to queues.</summary>
    public required long QueueRequests { get; init; }

    /// <summary>What the sink took, warm-up included.</summary>
    public required IReadOnlyList<LoadSink.Arrival> Arrivals { get; init; }

    /// <summary>Webhooks a second until all notifications had come.</summary>
    public double Rate => Webhooks / Told.TotalSeconds;

    /// <summary>Milliseconds of processor time for a webhook and all that follows from it.</summary>
    public double CpuOfOne => CpuMilliseconds / Webhooks;

    /// <summary>KiB allocated for a webhook and all that follows from it.</summary>
    public double AllocatedKiBOfOne => AllocatedBytes / 1024.0 / Webhooks;

    /// <summary>Storage requests for a webhook and all that follows from it.</summary>
    public double RequestsOfOne => (double)(TableRequests + QueueRequests) / Webhooks;

    /// <inheritdoc/>
    public override string ToString() =>
        $"""
        {Name}
          {Webhooks / Answered.TotalSeconds:F0} webhooks a second acknowledged, {Rate:F0} until all was told
          acknowledgement: {Acknowledgements}
          webhook to delivery: {Deliveries?.ToString() ?? "before the answer, or not known"}
          of a webhook: {CpuOfOne:F2} ms of processor time, {AllocatedKiBOfOne:F0} KiB allocated, {(double)TableRequests / Webhooks:F2} requests to tables, {(double)QueueRequests / Webhooks:F2} to queues
        """;
}
