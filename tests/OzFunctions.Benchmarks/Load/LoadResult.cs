namespace OzFunctions.Benchmarks.Load;

/// <summary>The result of one server for a plan.</summary>
internal sealed class LoadResult
{
    /// <summary>The name of the server.</summary>
    public required string Name { get; init; }

    /// <summary>The number of posted webhooks.</summary>
    public required int Webhooks { get; init; }

    /// <summary>The time until the last webhook was acknowledged.</summary>
    public required TimeSpan Answered { get; init; }

    /// <summary>The time until the last notification arrived.</summary>
    public required TimeSpan Told { get; init; }

    /// <summary>Latencies from the scheduled time of a webhook to its acknowledgement.</summary>
    public required Sample Acknowledgements { get; init; }

    /// <summary>Latencies from the scheduled time of a webhook to its notification; null if notifications cannot be matched to webhooks.</summary>
    public required Sample? Deliveries { get; init; }

    /// <summary>Processor time used by the server.</summary>
    public required double CpuMilliseconds { get; init; }

    /// <summary>Memory that the server allocated, in bytes.</summary>
    public required long AllocatedBytes { get; init; }

    /// <summary>The number of requests to tables.</summary>
    public required long TableRequests { get; init; }

    /// <summary>The number of requests to queues.</summary>
    public required long QueueRequests { get; init; }

    /// <summary>The notifications that were received, including the warm-up.</summary>
    public required IReadOnlyList<LoadSink.Arrival> Arrivals { get; init; }

    /// <summary>Webhooks a second until all notifications had arrived.</summary>
    public double Rate => Webhooks / Told.TotalSeconds;

    /// <summary>Milliseconds of processor time per webhook, including all work that follows from it.</summary>
    public double CpuOfOne => CpuMilliseconds / Webhooks;

    /// <summary>KiB allocated per webhook, including all work that follows from it.</summary>
    public double AllocatedKiBOfOne => AllocatedBytes / 1024.0 / Webhooks;

    /// <summary>Storage requests per webhook, including all work that follows from it.</summary>
    public double RequestsOfOne => (double)(TableRequests + QueueRequests) / Webhooks;

    /// <inheritdoc/>
    public override string ToString() =>
        $"""
        {Name}
          {Webhooks / Answered.TotalSeconds:F0} webhooks a second acknowledged, {Rate:F0} until all notifications had arrived
          acknowledgement: {Acknowledgements}
          webhook to delivery: {Deliveries?.ToString() ?? "before the acknowledgement, or unknown"}
          of a webhook: {CpuOfOne:F2} ms of processor time, {AllocatedKiBOfOne:F0} KiB allocated, {(double)TableRequests / Webhooks:F2} requests to tables, {(double)QueueRequests / Webhooks:F2} to queues
        """;
}
