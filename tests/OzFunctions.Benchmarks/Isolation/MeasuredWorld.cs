using System.Diagnostics;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>Takes the measurements of one of the two servers.</summary>
/// <param name="world">The server, with its storage and its endpoints.</param>
internal sealed class MeasuredWorld(IsolationWorld world)
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private int _mostMessages;

    /// <summary>The server, with its storage and its endpoints.</summary>
    public IsolationWorld World => world;

    /// <summary>Posts webhooks, and notes the messages meanwhile.</summary>
    /// <param name="webhooks">The number of new folders, each with one webhook.</param>
    /// <param name="rate">The number of webhooks a second.</param>
    /// <returns>The acknowledged webhooks.</returns>
    public Task<IReadOnlyList<LoadPoster.Posted>> PostAsync(int webhooks, double rate) => NotingAsync(world.PostAsync(webhooks, rate));

    /// <summary>Waits until <c>good</c> was notified of all acknowledged folders, and notes the messages meanwhile.</summary>
    /// <returns>When it was first notified of each folder.</returns>
    public Task<Dictionary<string, long>> DrainAsync() => NotingAsync(world.DrainAsync());

    /// <summary>Measures windows of steady load.</summary>
    /// <param name="options">The number and length of the windows.</param>
    /// <returns>The latencies and the webhooks.</returns>
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

    /// <summary>Measures the resources used without load.</summary>
    /// <param name="time">How long to measure.</param>
    /// <returns>The resources used per second.</returns>
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

    /// <summary>Combines the figures of this server.</summary>
    /// <param name="loaded">The figures under load.</param>
    /// <param name="idle">The resources used per second without load.</param>
    /// <returns>The figures.</returns>
    public IsolationSide Side(Loaded loaded, Usage? idle) => new(loaded.Median, loaded.OfWebhook, _mostMessages, world.Untold, idle);

    private async Task<T> NotingAsync<T>(Task<T> underWay)
    {
        do
        {
            await NoteMessagesAsync();
        }
        while (await Task.WhenAny(underWay, Task.Delay(Glance, TimeProvider.System)) != underWay);
        return await underWay;
    }

    private async Task NoteMessagesAsync() => _mostMessages = Math.Max(_mostMessages, await world.Backlog.CountAsync(CancellationToken.None));

    /// <summary>The results of windows of steady load.</summary>
    /// <param name="Median">The median latencies of the windows.</param>
    /// <param name="OfWebhook">The resources used per webhook.</param>
    /// <param name="Posted">The webhooks.</param>
    internal sealed record Loaded(LoadWindow Median, Usage OfWebhook, IReadOnlyList<LoadPoster.Posted> Posted);
}
