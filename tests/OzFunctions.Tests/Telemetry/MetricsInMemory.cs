using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace OzFunctions.Tests.Telemetry;

/// <summary>Collects the measurements of one processor, without those of concurrent tests.</summary>
internal sealed class MetricsInMemory : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, IReadOnlyDictionary<string, string> Tags)> _measured = new();

    public MetricsInMemory(IMeterFactory factory)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Sums the measurements with these tags.</summary>
    public double Sum(string name, params (string Key, string Value)[] tags) => _measured
        .Where(measured => measured.Name == name && tags.All(tag => measured.Tags.GetValueOrDefault(tag.Key) == tag.Value))
        .Sum(static measured => measured.Value);

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var noted = new Dictionary<string, string>();
        foreach (var (key, tag) in tags)
        {
            noted[key] = $"{tag}";
        }

        _measured.Enqueue((instrument.Name, value, noted));
    }
}
