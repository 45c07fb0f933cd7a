using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks;

/// <summary>The processes of one deployment of the OzFunctions server: one process for everything, or one for HTTP and one for the queues.</summary>
/// <param name="http">The process that serves HTTP.</param>
/// <param name="queues">The process that consumes the queues; null if the HTTP process does.</param>
internal sealed class ServerGroup(BenchmarkServer http, BenchmarkServer? queues) : IDisposable
{
    /// <summary>The address of its routes.</summary>
    public string Api => http.Api;

    /// <summary>Starts the processes.</summary>
    /// <param name="settings">The settings of each process.</param>
    /// <param name="which">Which server, as for <see cref="BenchmarkServer.StartAsync"/>.</param>
    /// <param name="isFlex">Whether HTTP and the queues have separate processes.</param>
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
