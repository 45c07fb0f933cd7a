using System.Globalization;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>The server processes of a run: killed without warning, and started again.</summary>
/// <param name="size">The number of servers; each phase runs only some of them.</param>
/// <param name="settings">Returns the settings of a server by its number.</param>
/// <param name="program">The program and its first arguments through which a server is started; it replaces itself with the server. Null to start servers directly.</param>
/// <param name="log">Receives the lines that the servers print.</param>
internal sealed class Fleet(int size, Func<int, Dictionary<string, string>> settings, string[]? program, Action<string> log)
{
    private readonly BenchmarkServer?[] _servers = new BenchmarkServer?[size];
    private int _starts;

    /// <summary>The addresses of those that run.</summary>
    public IReadOnlyList<string> Apis => [.. _servers.OfType<BenchmarkServer>().Select(static server => server.Api)];

    /// <summary>Kills all servers, as a power cut would.</summary>
    public void KillAll()
    {
        for (var i = 0; i < size; i++)
        {
            Kill(i);
        }
    }

    /// <summary>Kills a server, as a power cut would.</summary>
    /// <param name="number">Which.</param>
    public void Kill(int number)
    {
        Interlocked.Exchange(ref _servers[number], null)?.Dispose();
    }

    /// <summary>Starts a server unless it is running. If it exits, for example because the storage is down, it can be started later.</summary>
    /// <param name="number">Which.</param>
    /// <returns>A task that ends when it serves, or has ended.</returns>
    public async Task StartAsync(int number)
    {
        if (_servers[number] is not null)
        {
            return;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"server {number}.{Interlocked.Increment(ref _starts)}");
        try
        {
            _servers[number] = await BenchmarkServer.StartAsync(settings(number), log: line => log($"{name}: {line}"), by: program);
        }
        catch (InvalidOperationException e)
        {
            log($"{name}: {e.Message}");
        }
    }
}
