using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Webhooks;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Queues;

namespace OzFunctions.Benchmarks.Fuzz.Messages;

/// <summary>Messages in the work queues. One that is read is the same work when it is put back, and names what it is about in the way that we write it.</summary>
internal sealed class MessageSubject : IFuzzSubject<string>
{
    // What the queue service takes (64 KiB); and an item is put back with higher counters than it had.
    private const int MostCharacters = 64 * 1024;
    private const int LongestName = 600;

    /// <inheritdoc/>
    public string Name => "messages";

    /// <inheritdoc/>
    public string Make(int number) => MessageInput.Of(number);

    /// <inheritdoc/>
    public long MostBytes(string input) => (64 * 1024) + (100L * input.Length);

    /// <inheritdoc/>
    public FuzzVerdict Judge(string input)
    {
        if (QueueText.Decode(input) is not { } text || WorkFormat.Read(text) is not { } item)
        {
            return FuzzVerdict.Refused;
        }

        var again = item with { Failures = item.Failures + 1, Faults = item.Faults + 1, PutBacks = item.PutBacks + 1 };
        var written = WorkFormat.Write(again);
        return WorkFormat.Read(written) is not { } read ? FuzzVerdict.Wrong($"cannot be read after it was put back: {written}")
            : WorkFormat.Write(read) != written || read.Queue != item.Queue ? FuzzVerdict.Wrong($"is other work after it was put back: {written}")
            : QueueText.Encode(written).Length > MostCharacters ? FuzzVerdict.Wrong($"is too long to be put back: {written.Length}")
            : !IsOurs(item) ? FuzzVerdict.Wrong($"names nothing that could be ours: {written}")
            : $"{item}".Length > LongestName ? FuzzVerdict.Wrong("makes a long line of the log")
            : FuzzVerdict.Read;
    }

    private static bool IsOurs(WorkItem item) => Math.Min(Math.Min(item.Failures, item.Faults), Math.Min(item.PutBacks, item.DelaySeconds)) >= 0 && item switch
    {
        ChangedWork work => IsFolder(work.Folder) && work.Version > 0 && IsReason(work.Refresh) && work.Deliveries.All(static key => DeliveryKey.TryParse(key)?.ToString() == key),
        DeliverWork work => (IsFolder(work.Folder) || work.Folder.StartsWith("endpoint|", StringComparison.Ordinal)) && work.Attempt > 0 && DeliveryKey.TryParse(work.Delivery)?.ToString() == work.Delivery,
        ProbeWork work => work.Turn > 0 && work.Probe > 0,
        RefreshWork work => IsFolder(work.Folder) && IsReason(work.Reason) && work.Round >= 0,
        RunWork work => RunId.TryParse(work.Run) is not null && work.Step >= 0,
        _ => false,
    };

    private static bool IsFolder(string id) => OzId.TryNormalise(id, out var same) && same == id;

    private static bool IsReason(RefreshReasons reasons) => (int)reasons >= 0 && (int)reasons < 2 * (int)RefreshReasons.LatePass;
}
