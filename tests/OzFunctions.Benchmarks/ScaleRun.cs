using System.Diagnostics;
using OzFunctions.Server.Azurite;
using OzFunctions.Server.Node;

namespace OzFunctions.Benchmarks;

/// <summary>
/// Shows whether the time of a webhook grows with the number of folders: the same webhooks to 1,000 and to 100,000, in turn, so that a machine that becomes slower does so for both.
/// </summary>
/// <remarks>
/// Azurite in memory keeps sorted arrays over all rows of a table: a row that is added moves half of them, and one that is replaced is removed and added. So its requests alone take longer among
/// many rows, which is no property of Azure Tables. What is judged is the webhook beside the very requests that it makes, with rows prepared.
/// </remarks>
internal static class ScaleRun
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int Measured = 500;
    private const double MostGrowth = 1.1;

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <returns>0; 1 where among many folders a webhook takes longer beside its requests alone.</returns>
    public static async Task<int> RunAsync(TextWriter output)
    {
        var installation = await AzuriteInstallation.EnsureAsync(NpmInstallation.DefaultCacheDirectory, output.WriteLine, CancellationToken.None);
        await using var few = await ScaleWorld.FilledAsync(installation, Few);
        await using var many = await ScaleWorld.FilledAsync(installation, Many);

        await MeasureAsync(few, many, round: 0);
        var (newFolder, duplicate, change) = await MeasureAsync(few, many, round: 1);

        (string What, Growth Growth)[] figures = [("webhook for a new folder", newFolder), ("duplicate webhook", duplicate), ("webhook that changes a folder", change)];
        await output.WriteLineAsync($"median of {Measured:N0}, one at a time      {Few,7:N0} folders  {Many,7:N0} folders  ratio");
        foreach (var (what, growth) in figures)
        {
            await output.WriteLineAsync($"{what,-36} {growth.Few.Webhook,12:F2} ms {growth.Many.Webhook,12:F2} ms  {growth.Many.Webhook / growth.Few.Webhook,5:F2}");
            await output.WriteLineAsync($"{"  its requests alone",-36} {growth.Few.Requests,12:F2} ms {growth.Many.Requests,12:F2} ms  {growth.Many.Requests / growth.Few.Requests,5:F2}");
            await output.WriteLineAsync($"{"  the webhook beside them",-36} {growth.Few.Ratio,12:F2}    {growth.Many.Ratio,12:F2}     {growth.OfRatio,5:F2}");
        }

        return figures.Max(static figure => figure.Growth.OfRatio) <= MostGrowth ? 0 : 1;
    }

    private static async Task<(Growth NewFolder, Growth Duplicate, Growth Change)> MeasureAsync(ScaleWorld few, ScaleWorld many, int round)
    {
        var updated = 2 + round;
        var newFolder = await InTurnAsync((world, i) => world.AddAsync($"{round}-{i}"), (world, i) => world.AddAloneAsync($"{round}-{i}-alone"));
        var change = await InTurnAsync((world, i) => world.ChangeAsync(Own(i), updated), (world, i) => world.ChangeAloneAsync(Other(i), $"alone{round}"));
        var duplicate = await InTurnAsync((world, i) => world.RepeatAsync(Own(i), updated), (world, i) => world.RepeatAloneAsync(Other(i)));
        return (newFolder, duplicate, change);

        async Task<Growth> InTurnAsync(Func<ScaleWorld, int, Task> webhook, Func<ScaleWorld, int, Task<Func<Task>>> requests)
        {
            var (ofFew, ofMany) = (new Pairs(), new Pairs());
            for (var i = 0; i < Measured; i++)
            {
                await TakeAsync(few, ofFew, i);
                await TakeAsync(many, ofMany, i);
            }

            return new Growth(ofFew.Median, ofMany.Median);

            async Task TakeAsync(ScaleWorld world, Pairs pairs, int i)
            {
                var alone = await requests(world, i);
                pairs.Webhooks.Add(await TimeAsync(() => webhook(world, i)));
                pairs.Requests.Add(await TimeAsync(alone));
            }
        }

        // Each on folders that the other leaves alone: who comes second to a row finds it where Azurite has just put it.
        static double Own(int i) => (double)i / Measured;
        static double Other(int i) => (i + 0.5) / Measured;
    }

    // Milliseconds.
    private static async Task<double> TimeAsync(Func<Task> operation)
    {
        var began = Stopwatch.GetTimestamp();
        await operation();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private sealed record Growth(Medians Few, Medians Many)
    {
        public double OfRatio => Many.Ratio / Few.Ratio;
    }

    // Milliseconds.
    private sealed record Medians(double Webhook, double Requests)
    {
        public double Ratio => Webhook / Requests;
    }

    private sealed class Pairs
    {
        public List<double> Webhooks { get; } = [];

        public List<double> Requests { get; } = [];

        public Medians Median => new(new Sample(Webhooks).Median, new Sample(Requests).Median);
    }
}
