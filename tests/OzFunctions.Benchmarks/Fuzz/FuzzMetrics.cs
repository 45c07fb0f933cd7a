using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Telemetry;

namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>Metrics that nobody reads.</summary>
internal static class FuzzMetrics
{
    /// <summary>The metrics.</summary>
    public static OzMetrics Instance { get; } = new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}
