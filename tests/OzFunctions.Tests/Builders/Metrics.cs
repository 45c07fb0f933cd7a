using System.Diagnostics.Metrics;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Tests.Builders;

/// <summary>Metrics without a listener.</summary>
internal static class Metrics
{
    public static OzMetrics Unread() => new(new Meters());

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
            // A meter without a listener holds no resources.
        }
    }
}
