using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Benchmarks.Fuzz;

/// <summary>
/// Reads a great many bodies that nobody sends on purpose. Each is read, or refused by the reader's own exception; in a time and with memory that
/// its length bounds; and what was read is applied as a webhook is, where the second time it tells nothing new.
/// </summary>
internal static class FuzzRun
{
    private const int Default = 1_000_000;
    private const int ReportEach = 100_000;
    private const int ShownFailures = 20;

    // Beyond any body of ours; a reader that copies or repeats work in the square of the length is far beyond that.
    private const long AllowedBytes = 256 * 1024;
    private const long AllowedBytesPerByte = 100;

    private static readonly TimeSpan AllowedTime = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Runs it.</summary>
    /// <param name="args">How many bodies, and the number of the first. A body that failed is made again by its number and a count of 1.</param>
    /// <param name="output">Where to report.</param>
    /// <returns>0; 1 where a body was handled otherwise than it should be, or where hardly any was read or refused.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Default;
        var first = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0;
        var inputs = new FuzzInput([.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.json").Order(StringComparer.Ordinal).Select(File.ReadAllText)]);
        var (clock, done, read) = (Stopwatch.StartNew(), 0, 0);
        var failures = new ConcurrentQueue<string>();

        Parallel.For(first, first + count, number =>
        {
            var (wasRead, failure) = Judge(inputs.Make(number));
            Interlocked.Add(ref read, wasRead ? 1 : 0);
            if (failure is not null)
            {
                failures.Enqueue($"Body {number}: {failure}");
            }

            if (Interlocked.Increment(ref done) is var soFar && soFar % ReportEach == 0)
            {
                output.WriteLine($"{soFar:N0} of {count:N0} after {clock.Elapsed.TotalSeconds:F0} s");
            }
        });

        foreach (var failure in failures.Take(ShownFailures))
        {
            output.WriteLine(failure);
        }

        output.WriteLine($"{count:N0} bodies from number {first:N0} on in {clock.Elapsed.TotalSeconds:F0} s: {read:N0} read, {count - read - failures.Count:N0} refused, {failures.Count:N0} wrong.");

        // Bodies that all end the same way would show nothing.
        var isMixed = count < ReportEach || (read > count / 20 && read < count * 19 / 20);
        return failures.IsEmpty && isMixed ? 0 : 1;
    }

    private static (bool WasRead, string? Failure) Judge(byte[] body)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            var payload = OzPayloadReader.Read(body, ["transaction_id"], Now);
            var failure = Bounds(body, began, before) ?? JudgePayload(payload) ?? JudgeHint(body, payload);
            return (failure is null, failure);
        }
        catch (PayloadException e)
        {
            OzHintReader.TryRead(body, Now, out _);
            return (false, Bounds(body, began, before) ?? (e.Message.Length > 400 ? $"is refused with a message of {e.Message.Length} characters" : null));
        }
        catch (Exception e)
        {
            return (false, $"{e.GetType().Name}: {e.Message}");
        }
    }

    private static string? Bounds(byte[] body, long began, long before)
    {
        var (took, allocated) = (Stopwatch.GetElapsedTime(began), GC.GetAllocatedBytesForCurrentThread() - before);
        return took > AllowedTime ? $"took {took.TotalSeconds:F1} s"
            : allocated > AllowedBytes + (AllowedBytesPerByte * body.Length) ? $"took {allocated:N0} bytes of memory for {body.Length:N0}"
            : null;
    }

    private static string? JudgePayload(OzPayload payload)
    {
        if (!OzId.TryNormalise(payload.FolderId, out var id) || id != payload.FolderId)
        {
            return "names a folder by what is no id";
        }

        var folder = Folder.Apply(null, payload.FolderId, payload.Records, ChangeCause.Webhook, Now)!.Current;
        return Folder.Apply(folder, payload.FolderId, payload.Records, ChangeCause.Webhook, Now) is null ? null : "tells something new the second time";
    }
    private static string? JudgeHint(byte[] body, OzPayload payload) =>
        OzHintReader.TryRead(body, Now, out var hint) && hint.FolderId == payload.FolderId ? null : "makes no hint, or one of another folder";
}
