using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OzFunctions.Benchmarks.Fuzz.Bodies;
using OzFunctions.Benchmarks.Fuzz.Continuations;
using OzFunctions.Benchmarks.Fuzz.Keys;
using OzFunctions.Benchmarks.Fuzz.Messages;
using OzFunctions.Benchmarks.Fuzz.Oz;
using OzFunctions.Benchmarks.Fuzz.Queries;
using OzFunctions.Benchmarks.Fuzz.Settings;

namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>
/// Reads many randomly altered inputs of each kind. Each must be read or rejected as specified, within two seconds and within the memory
/// limit of its kind, and must have no other effect.
/// </summary>
internal static class FuzzRun
{
    private const int Default = 1_000_000;
    private const int ShownFailures = 20;

    // Of fewer inputs, chance decides how many are read.
    private const int FewestMixed = 10_000;

    private static readonly TimeSpan AllowedTime = TimeSpan.FromSeconds(2);

    private static readonly IReadOnlyList<(string Name, Func<int, int, TextWriter, bool> Run)> Kinds =
    [
        Kind(new BodySubject()),
        Kind(new QuerySubject()),
        Kind(new ContinuationSubject()),
        Kind(new MessageSubject()),
        Kind(new SettingsSubject()),
        Kind(new OzSubject()),
        Kind(new KeySubject()),
    ];

    /// <summary>Runs it.</summary>
    /// <param name="args">The kind (all if none is named), how many inputs of each, and the number of the first. An input that failed is made again by its kind, a count of 1 and its number.</param>
    /// <param name="output">Where to report: a line for each kind.</param>
    /// <returns>0; 1 where an input was handled otherwise than it should be, or where hardly any was read or refused.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        var kinds = args is [var name, ..] && !char.IsAsciiDigit(name[0]) ? [.. Kinds.Where(kind => kind.Name == name)] : Kinds;
        if (kinds.Count == 0)
        {
            output.WriteLine($"There is no such kind of input: use one of {string.Join(", ", Kinds.Select(static kind => kind.Name))}.");
            return 1;
        }

        int[] numbers = [.. args.Where(static text => char.IsAsciiDigit(text[0])).Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];
        var (count, first) = (numbers.ElementAtOrDefault(0) is > 0 and var given ? given : Default, numbers.ElementAtOrDefault(1));
        bool[] areRight = [.. kinds.Select(kind => kind.Run(count, first, output))];
        return Array.TrueForAll(areRight, static isRight => isRight) ? 0 : 1;
    }

    private static (string Name, Func<int, int, TextWriter, bool> Run) Kind<TInput>(IFuzzSubject<TInput> subject)
        where TInput : notnull => (subject.Name, (count, first, output) => Run(subject, count, first, output));

    private static bool Run<TInput>(IFuzzSubject<TInput> subject, int count, int first, TextWriter output)
        where TInput : notnull
    {
        var (clock, read) = (Stopwatch.StartNew(), 0);
        var failures = new ConcurrentQueue<string>();

        Parallel.For(first, first + count, number =>
        {
            var (isRead, failure) = Judge(subject, subject.Make(number));
            Interlocked.Add(ref read, isRead ? 1 : 0);
            if (failure is not null)
            {
                failures.Enqueue($"Input {number} of {subject.Name} {failure}");
            }
        });

        foreach (var failure in failures.Take(ShownFailures))
        {
            output.WriteLine(failure);
        }

        output.WriteLine($"{count:N0} {subject.Name} from number {first:N0} on in {clock.Elapsed.TotalSeconds:F0} s: {read:N0} read, {count - read - failures.Count:N0} refused, {failures.Count:N0} wrong.");

        // Inputs that all end the same way would show nothing.
        var isMixed = count < FewestMixed || (read > count / 20 && read < count * 19L / 20);
        return failures.IsEmpty && isMixed;
    }

    private static FuzzVerdict Judge<TInput>(IFuzzSubject<TInput> subject, TInput input, bool isAgain = false)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        FuzzVerdict verdict;
        try
        {
            verdict = subject.Judge(input);
        }
        catch (Exception e)
        {
            return FuzzVerdict.Wrong($"ends with {e.GetType().Name}: {e.Message}");
        }

        var (took, allocated) = (Stopwatch.GetElapsedTime(began), GC.GetAllocatedBytesForCurrentThread() - before);

        // On a busy machine any input may take long once, and the first ones also pay for what is set up once.
        var (isSlow, isLarge) = (took > AllowedTime, allocated > subject.MostBytes(input));
        return (isSlow || isLarge) && !isAgain ? Judge(subject, input, isAgain: true)
            : isSlow ? FuzzVerdict.Wrong($"took {took.TotalSeconds:F1} s twice")
            : isLarge ? FuzzVerdict.Wrong($"took {allocated:N0} bytes of memory twice")
            : verdict;
    }
}
