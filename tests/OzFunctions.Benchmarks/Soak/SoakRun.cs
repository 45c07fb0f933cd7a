using System.Diagnostics;
using OzFunctions.Benchmarks.Isolation;
using OzFunctions.Benchmarks.Load;

namespace OzFunctions.Benchmarks.Soak;

/// <summary>
/// Runs everything at a steady rate for an hour, and compares the resources near the start and at the end. Whatever grows would exhaust the
/// servers in time.
/// </summary>
internal static class SoakRun
{
    private const double MostGrowth = 1.1;
    private const int Parts = 12;

    // A difference of a few messages or milliseconds is noise, not growth.
    private const double FewMessages = 20;
    private const double FewMilliseconds = 3;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the test.</summary>
    /// <param name="args">See <see cref="SoakOptions.Read"/>.</param>
    /// <param name="output">The writer for the results.</param>
    /// <returns>0; 1 if a figure grew by more than a tenth, or a notification or folder was lost, duplicated or wrong.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        var options = SoakOptions.Read(args);
        await using var world = await SoakWorld.StartAsync(output.WriteLine);
        using var play = new SoakPlay(world.Oz, world.Apis, options);
        var began = Stopwatch.GetTimestamp();
        var playing = play.RunAsync(began);
        var figures = new List<SoakFigures>();
        while (!playing.IsCompleted)
        {
            await world.Kinds.EmptyQueueAsync();
            figures.Add(SoakFigures.Read(Stopwatch.GetElapsedTime(began), world.Processes, await world.Backlog.CountAsync(CancellationToken.None)));
            await Task.WhenAny(playing, Task.Delay(Glance, TimeProvider.System));
        }

        await playing;
        await output.WriteLineAsync($"{play.Acknowledgements.Count:N0} webhooks for {play.Folders.Count:N0} folders in {options.Length.TotalMinutes:F0} min; {world.Oz.Requests:N0} requests to Oz.");
        await ShowCourseAsync(options, figures, play, output);
        var isSteady = await CompareAsync(options, figures, play, output);
        return await IsRightAsync(world, play, output) && isSteady ? 0 : 1;
    }

    // Two windows show how much grew, and the course whether it still grows.
    private static async Task ShowCourseAsync(SoakOptions options, List<SoakFigures> figures, SoakPlay play, TextWriter output)
    {
        var acknowledgements = play.Acknowledgements.ToLookup(one => PartOf(one.At), static one => one.Milliseconds);
        foreach (var part in figures.GroupBy(one => PartOf(one.At)).OrderBy(static part => part.Key))
        {
            await output.WriteLineAsync($"from {part.Min(static one => one.At):hh\\:mm\\:ss}: {part.Average(static one => one.MiB):F0} MiB, {part.Average(static one => one.Handles):F0} handles, {part.Average(static one => one.Threads):F0} threads, acknowledgement p95 {new Sample(acknowledgements[part.Key]).P95:F0} ms");
        }

        int PartOf(TimeSpan at) => (int)(at / options.Length * Parts);
    }

    private static async Task<bool> CompareAsync(SoakOptions options, List<SoakFigures> figures, SoakPlay play, TextWriter output)
    {
        (string Name, Func<TimeSpan, double> At, double Few)[] rows =
        [
            ("memory, MiB", begin => Mean(begin, static one => one.MiB), 0),
            ("handles", begin => Mean(begin, static one => one.Handles), 0),
            ("threads", begin => Mean(begin, static one => one.Threads), 0),
            ("messages in the queues", begin => Mean(begin, static one => one.Messages), FewMessages),
            ("acknowledgement, p95, ms", begin => new Sample(play.Acknowledgements.Where(one => IsWithin(one.At, begin)).Select(static one => one.Milliseconds)).P95, FewMilliseconds),
        ];
        await output.WriteLineAsync($"{"",-28} {$"at {options.First:mm\\:ss}",10} {$"at {options.Last:hh\\:mm\\:ss}",10} {"ratio",7}");
        var isSteady = true;
        foreach (var (name, at, few) in rows)
        {
            var (first, last) = (at(options.First), at(options.Last));
            isSteady &= last <= Math.Max(first * MostGrowth, first + few);
            await output.WriteLineAsync($"{name,-28} {first,10:F1} {last,10:F1} {last / first,7:F2}");
        }

        return isSteady;

        bool IsWithin(TimeSpan time, TimeSpan begin) => time >= begin && time < begin + options.Window;

        double Mean(TimeSpan begin, Func<SoakFigures, double> figure) => figures.Where(one => IsWithin(one.At, begin)).Average(figure);
    }

    private static async Task<bool> IsRightAsync(SoakWorld world, SoakPlay play, TextWriter output)
    {
        var expected = play.Folders.ToDictionary(static id => id, id => world.Oz.Show(id) is var folder ? $"{folder["resolution_status"]}/{folder["system_resolution"]}" : "");

        // The next scheduled reconciliation finds what was lost.
        var isDrained = await Waiting.UntilAsync(
            async () =>
            {
                await world.Kinds.EmptyQueueAsync();
                return await LoadVerdict.JudgeAsync(expected, world.Kinds.Received()["webhook"], world.ConnectionString) is { Lost: 0, Wrong: 0 } && await world.Backlog.CountAsync(CancellationToken.None) == 0;
            },
            Patience);

        // What was sent while the webhooks were judged is still in the queue.
        await world.Kinds.EmptyQueueAsync();
        if (!isDrained)
        {
            await output.WriteLineAsync($"Work was left over after {Patience.TotalMinutes:F0} minutes.");
        }

        return await world.Kinds.AreRightAsync(expected, output) && isDrained;
    }
}
