using System.Diagnostics;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>
/// Compares two servers that receive the same webhooks. The endpoint <c>bad</c> of one server fails; that of the other server, the control,
/// is healthy. Both store the same number of folders, because an in-memory Azurite slows down with every row. Both are measured at the same
/// time, because other load on the machine slows both down.
/// </summary>
/// <remarks>A server that wastes processor time slows down the control too. Processor time is therefore measured and limited separately.</remarks>
/// <param name="options">The durations and rates.</param>
/// <param name="control">The server whose endpoints are healthy.</param>
/// <param name="troubled">The server with the failing endpoint.</param>
internal sealed class IsolationTrial(IsolationOptions options, MeasuredWorld control, MeasuredWorld troubled)
{
    private const double FillRate = 100;

    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UntilKnownAsHealthy = TimeSpan.FromSeconds(90);

    // The probe, and a few messages that it causes.
    private const int FewMessages = 4;

    /// <summary>Starts two servers and compares them.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="options">The durations and rates.</param>
    /// <param name="which">The comparison.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="PlatformNotSupportedException">This machine cannot produce the fault.</exception>
    public static async Task<IsolationFigures> RunAsync(AzuriteInstallation installation, IsolationOptions options, IsolationCase which)
    {
        await using var control = await IsolationWorld.StartAsync(installation, which.Trouble, options.CountsTables);
        await using var troubled = await IsolationWorld.StartAsync(installation, which.Trouble, options.CountsTables);
        await WarmUpAsync(control, options.WarmUps);
        await WarmUpAsync(troubled, options.WarmUps);
        return await new IsolationTrial(options, new MeasuredWorld(control), new MeasuredWorld(troubled)).RunAsync(which);
    }

    private static async Task WarmUpAsync(IsolationWorld world, int webhooks)
    {
        await world.PostAsync(webhooks, FillRate);
        await world.DrainAsync();
        await Waiting.UntilAsync(async () => await world.Backlog.CountAsync(CancellationToken.None) == 0, SettlePatience);
    }

    private static async Task<IReadOnlyList<LoadPoster.Posted>> FillAsync(MeasuredWorld world, int webhooks)
    {
        var posted = await world.PostAsync(webhooks, FillRate);
        await world.DrainAsync();
        return posted;
    }

    private async Task<IsolationFigures> RunAsync(IsolationCase which)
    {
        await FillAsync(control, which.Owed);
        troubled.World.Bad.Fail();
        var filled = await FillAsync(troubled, which.Owed);
        var (ofControl, ofTroubled) = await BothAsync(world => world.LoadAsync(options));
        var (idleOfControl, idleOfTroubled) = which.IsDown ? await IdleAsync() : (null, null);
        var release = await ReleaseAsync([.. filled, .. ofTroubled.Posted]);
        return new IsolationFigures(which, control.Side(ofControl, idleOfControl), troubled.Side(ofTroubled, idleOfTroubled), release);
    }

    private async Task<(Usage? OfControl, Usage? OfTroubled)> IdleAsync()
    {
        await BothAsync(static world => Waiting.UntilAsync(async () => await world.World.Backlog.CountAsync(CancellationToken.None) <= FewMessages, SettlePatience));
        return await BothAsync(world => world.IdleAsync(options.Idle));
    }

    private async Task<ReleaseFigures> ReleaseAsync(List<LoadPoster.Posted> owed)
    {
        var patience = UntilKnownAsHealthy + TimeSpan.FromSeconds(2 * owed.Count / IsolationTable.LeastPerSecond);
        var folders = owed.Select(static webhook => webhook.FolderId).ToHashSet();
        var recovered = Stopwatch.GetTimestamp();
        troubled.World.Bad.Recover();
        await troubled.World.EnableBadAsync();
        var windows = new List<(IReadOnlyList<LoadPoster.Posted> OfControl, IReadOnlyList<LoadPoster.Posted> OfTroubled)>();
        do
        {
            windows.Add(await BothAsync(world => world.PostAsync(options.WebhooksOfWindow, IsolationOptions.SteadyRate)));
        }
        while (!folders.IsSubsetOf(troubled.World.Bad.Arrivals.Select(static arrival => arrival.FolderId)) && Stopwatch.GetElapsedTime(recovered) < patience);

        var (toldByControl, told) = await BothAsync(static world => world.DrainAsync());
        return ReleaseFigures.Of(
            owed,
            troubled.World.Bad.Arrivals,
            recovered,
            LoadWindow.MedianOf(windows.Select(static window => window.OfControl), toldByControl),
            LoadWindow.MedianOf(windows.Select(static window => window.OfTroubled), told));
    }

    private async Task<(T OfControl, T OfTroubled)> BothAsync<T>(Func<MeasuredWorld, Task<T>> act)
    {
        var both = await Task.WhenAll(act(control), act(troubled));
        return (both[0], both[1]);
    }
}
