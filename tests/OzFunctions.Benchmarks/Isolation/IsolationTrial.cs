using System.Diagnostics;
using OzFunctions.Benchmarks.Load;
using OzFunctions.Server.Azurite;

namespace OzFunctions.Benchmarks.Isolation;

/// <summary>
/// Compares two servers that get the same webhooks: the endpoint <c>bad</c> of one is in trouble, that of the other, the control, is well. Both hold as many folders, since an
/// Azurite in memory becomes slower with every row; and what is measured is measured at the same time, since a machine becomes slower with whatever else it does.
/// </summary>
/// <remarks>A server that wastes processor time slows down the control too. So this is measured and judged by itself.</remarks>
/// <param name="options">How long things take.</param>
/// <param name="control">The one that is well.</param>
/// <param name="troubled">The other.</param>
internal sealed class IsolationTrial(IsolationOptions options, MeasuredWorld control, MeasuredWorld troubled)
{
    private const double FillRate = 100;

    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan UntilKnownAsWell = TimeSpan.FromSeconds(90);

    // A probe, and what waits for it.
    private const int FewMessages = 4;

    /// <summary>Starts two servers and compares them.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="options">How long things take.</param>
    /// <param name="which">What to compare.</param>
    /// <returns>The figures.</returns>
    /// <exception cref="PlatformNotSupportedException">This machine cannot make this trouble.</exception>
    public static async Task<IsolationFigures> RunAsync(AzuriteInstallation installation, IsolationOptions options, IsolationCase which)
    {
        await using var control = await IsolationWorld.StartAsync(installation, which.Trouble, options.CountsTables);
        await using var troubled = await IsolationWorld.StartAsync(installation, which.Trouble, options.CountsTables);
        await WarmUpAsync(control, options.WarmUps);
        await WarmUpAsync(troubled, options.WarmUps);
        await FillAsync(control, which.Owed);
        troubled.Bad.Fail();
        var owed = await FillAsync(troubled, which.Owed);
        return await new IsolationTrial(options, new MeasuredWorld(control), new MeasuredWorld(troubled)).RunAsync(which, owed);
    }

    private static async Task WarmUpAsync(IsolationWorld world, int webhooks)
    {
        await FillAsync(world, webhooks);
        await Waiting.UntilAsync(async () => await world.Backlog.CountAsync(CancellationToken.None) == 0, SettlePatience);
    }

    private static async Task<IReadOnlyList<LoadPoster.Posted>> FillAsync(IsolationWorld world, int webhooks)
    {
        var posted = await world.PostAsync(webhooks, FillRate);
        await world.DrainAsync();
        return posted;
    }

    private async Task<IsolationFigures> RunAsync(IsolationCase which, IReadOnlyList<LoadPoster.Posted> filled)
    {
        var (ofControl, ofTroubled) = await BothAsync(world => world.LoadAsync(options));
        if (!which.IsDown)
        {
            return new IsolationFigures(which, control.Side(ofControl, idle: null), troubled.Side(ofTroubled, idle: null), Release: null);
        }

        await BothAsync(static world => Waiting.UntilAsync(async () => await world.World.Backlog.CountAsync(CancellationToken.None) <= FewMessages, SettlePatience));
        var (idleOfControl, idleOfTroubled) = await BothAsync(world => world.IdleAsync(options.Idle));
        var release = await ReleaseAsync([.. filled, .. ofTroubled.Posted]);
        return new IsolationFigures(which, control.Side(ofControl, idleOfControl), troubled.Side(ofTroubled, idleOfTroubled), release);
    }

    private async Task<ReleaseFigures> ReleaseAsync(List<LoadPoster.Posted> owed)
    {
        var patience = UntilKnownAsWell + TimeSpan.FromSeconds(2 * owed.Count / IsolationTable.LeastPerSecond);
        var folders = owed.Select(static webhook => webhook.FolderId).ToHashSet();
        var recovered = Stopwatch.GetTimestamp();
        troubled.World.Bad.Recover();
        await troubled.World.EnableBadAsync();
        var windows = new List<(IReadOnlyList<LoadPoster.Posted> OfControl, IReadOnlyList<LoadPoster.Posted> OfTroubled)>();
        do
        {
            windows.Add(await BothAsync(world => world.World.PostAsync(options.WebhooksOfWindow, IsolationOptions.SteadyRate)));
        }
        while (!folders.IsSubsetOf(troubled.World.Bad.Arrivals.Select(static arrival => arrival.FolderId)) && Stopwatch.GetElapsedTime(recovered) < patience);

        var (toldByControl, told) = await BothAsync(static world => world.World.DrainAsync());
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
