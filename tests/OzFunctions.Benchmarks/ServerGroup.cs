using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks;

/// <summary>The processes that are one deployment of our server: one that does everything, or one that serves HTTP and one that consumes the queues.</summary>
/// <param name="http">The one that serves HTTP.</param>
/// <param name="queues">The one that consumes the queues; null where the other does.</param>
internal sealed class ServerGroup(BenchmarkServer http, BenchmarkServer? queues) : IDisposable
{
    /// <summary>Where its routes are.</summary>
    public string Api => http.Api;

    /// <summary>Starts one.</summary>
    /// <param name="settings">The settings of each process.</param>
    /// <param name="which">Which server, as <see cref="BenchmarkServer.StartAsync"/> has it.</param>
    /// <param name="isFlex">Whether HTTP and queues have processes of their own.</param>
    /// <returns>The running servers.</returns>
    public static async Task<ServerGroup> StartAsync(Dictionary<string, string> settings, string which, bool isFlex)
    {
        var queues = isFlex ? await BenchmarkServer.StartAsync(settings, which) : null;
        return new ServerGroup(await BenchmarkServer.StartAsync(isFlex ? FlexStartup.ServingHttpOnly(new(settings)) : settings, which), queues);
    }

    /// <inheritdoc cref="BenchmarkServer.MeasureAsync"/>
    public async Task<ProcessFigures> MeasureAsync() =>
        queues is null ? await http.MeasureAsync() : (await http.MeasureAsync()).And(await queues.MeasureAsync());

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        queues?.Dispose();
    }
}
