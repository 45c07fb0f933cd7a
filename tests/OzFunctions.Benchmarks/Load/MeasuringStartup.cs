using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(OzFunctions.Benchmarks.Load.MeasuringStartup))]

namespace OzFunctions.Benchmarks.Load;

/// <summary>
/// Adds a route with the used resources to every server that this program hosts. ASP.NET Core finds the class through the attribute; the
/// servers do not know it.
/// </summary>
internal sealed class MeasuringStartup : IHostingStartup
{
    /// <summary>The path of the route.</summary>
    public const string Path = "/measure";

    /// <inheritdoc/>
    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(static services => services.AddSingleton<IStartupFilter, MeasureFilter>());

    private sealed class MeasureFilter : IStartupFilter, IDisposable
    {
        private readonly ConcurrentDictionary<int, long> _requests = new();
        private readonly MeterListener _listener = new();

        public MeasureFilter()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.request.duration" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Count(tags));
            _listener.Start();
        }

        public void Dispose() => _listener.Dispose();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map(Path, measure => measure.Run(context => context.Response.WriteAsJsonAsync(
                new ProcessFigures(Environment.CpuUsage.TotalTime.TotalMilliseconds, GC.GetTotalAllocatedBytes(precise: true), _requests))));
            next(app);
        };

        private void Count(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var (name, value) in tags)
            {
                if (name == "server.port")
                {
                    _requests.AddOrUpdate(Convert.ToInt32(value, CultureInfo.InvariantCulture), 1, static (_, count) => count + 1);
                }
            }
        }
    }
}
