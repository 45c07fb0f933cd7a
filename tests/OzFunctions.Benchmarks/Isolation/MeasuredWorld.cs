using System.Diagnostics;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>Measures one of the two servers.</summary>
/// <param name="world">The server, with its storage and its endpoints.</param>
internal sealed class MeasuredWorld(IsolationWorld world)
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private int _mostMessages;

    /// <summary>The server.</summary>
    public IsolationWorld World => world;

    /// <summary>Measures windows of steady load.</summary>
    /// <param name="options">How many, and how long they are.</param>
    /// <returns>What they took, and their webhooks.</returns>
    public async Task<Loaded> LoadAsync(IsolationOptions options)
    {
        var before = await world.MeasureAsync();
        var windows = new List<IReadOnlyList<LoadPoster.Posted>>();
        var told = new Dictionary<string, long>();
        for (var i = 0; i < options.Windows; i++)
        {
            windows.Add(await world.PostAsync(options.WebhooksOfWindow, IsolationOptions.SteadyRate));
            await NoteMessagesAsync();
            told = await world.DrainAsync();
        }

        var webhooks = windows.SelectMany(static window => window).ToList();
        return new Loaded(LoadWindow.MedianOf(windows, told), (await world.MeasureAsync()).Since(before, webhooks.Count), webhooks);
    }

    /// <summary>Measures what is used while nothing happens.</summary>
    /// <param name="time">For how long.</param>
    /// <returns>What a second used.</returns>
    public async Task<Usage> IdleAsync(TimeSpan time)
    {
        var began = Stopwatch.GetTimestamp();
        var before = await world.MeasureAsync();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            await NoteMessagesAsync();
            await Task.Delay(Glance, TimeProvider.System);
        }

        return (await world.MeasureAsync()).Since(before, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    /// <summary>Puts its figures together.</summary>
    /// <param name="loaded">Under load.</param>
    /// <param name="idle">While nothing happened.</param>
    /// <returns>The figures.</returns>
    public IsolationSide Side(Loaded loaded, Usage? idle) => new(loaded.Median, loaded.OfWebhook, _mostMessages, world.Untold, idle);

    private async Task NoteMessagesAsync() => _mostMessages = Math.Max(_mostMessages, await world.Backlog.CountAsync(CancellationToken.None));

    /// <summary>What windows of steady load took.</summary>
    /// <param name="Median">The median of the windows.</param>
    /// <param name="OfWebhook">What a webhook used.</param>
    /// <param name="Posted">The webhooks.</param>
    internal sealed record Loaded(LoadWindow Median, Usage OfWebhook, IReadOnlyList<LoadPoster.Posted> Posted);
}
