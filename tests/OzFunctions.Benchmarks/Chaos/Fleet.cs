using System.Globalization;

namespace OzFunctions.Benchmarks.Chaos;

/// <summary>The server processes of a run: killed without warning, and started again.</summary>
/// <param name="size">How many there are when all are well.</param>
/// <param name="settings">The settings of the one with a number.</param>
/// <param name="program">A program with its first arguments that starts them, and becomes them; null to start them directly.</param>
/// <param name="log">Where what they print goes.</param>
internal sealed class Fleet(int size, Func<int, Dictionary<string, string>> settings, string[]? program, Action<string> log)
{
    private readonly BenchmarkServer?[] _servers = new BenchmarkServer?[size];
    private int _starts;

    /// <summary>The addresses of those that run.</summary>
    public IReadOnlyList<string> Apis => [.. _servers.OfType<BenchmarkServer>().Select(static server => server.Api)];

    /// <summary>Ends all as a power cut does.</summary>
    public void KillAll()
    {
        for (var i = 0; i < size; i++)
        {
            Kill(i);
        }
    }

    /// <summary>Ends one as a power cut does.</summary>
    /// <param name="number">Which.</param>
    public void Kill(int number)
    {
        Interlocked.Exchange(ref _servers[number], null)?.Dispose();
    }

    /// <summary>Starts one that does not run. One that does not start, since its storage is away, is left for later.</summary>
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
