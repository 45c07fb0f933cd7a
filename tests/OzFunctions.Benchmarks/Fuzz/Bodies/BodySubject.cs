using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;

namespace OzFunctions.Benchmarks.Fuzz.Bodies;

/// <summary>Webhook bodies. A parsed body is applied as a webhook; applying it a second time must change nothing.</summary>
internal sealed class BodySubject : IFuzzSubject<byte[]>
{
    private const int LongestMessage = 400;

    // A reader that copies or repeats work in the square of the length is far beyond that.
    private const long LeastBytes = 256 * 1024;
    private const long BytesPerByte = 100;

    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly BodyInput _input = new(FuzzSamples.All);

    /// <inheritdoc/>
    public string Name => "bodies";

    /// <inheritdoc/>
    public byte[] Make(int number) => _input.Make(number);

    /// <inheritdoc/>
    public long MostBytes(byte[] input) => LeastBytes + (BytesPerByte * input.Length);

    /// <inheritdoc/>
    public FuzzVerdict Judge(byte[] input)
    {
        try
        {
            var payload = OzPayloadReader.Read(input, ["transaction_id"], Now);
            return OzHintReader.TryRead(input, Now, out var hint) && hint.FolderId == payload.FolderId
                ? Judge(payload)
                : FuzzVerdict.Wrong("makes no hint, or one of another folder");
        }
        catch (PayloadException e)
        {
            OzHintReader.TryRead(input, Now, out _);
            return FuzzVerdict.RefusedWith(e.Message, LongestMessage);
        }
    }

    /// <summary>Judges what was read.</summary>
    /// <param name="payload">What was read.</param>
    /// <returns>The verdict.</returns>
    public static FuzzVerdict Judge(OzPayload payload)
    {
        if (!OzId.TryNormalise(payload.FolderId, out var id) || id != payload.FolderId)
        {
            return FuzzVerdict.Wrong("names a folder by what is no id");
        }

        var folder = Folder.Apply(null, payload.FolderId, payload.Records, ChangeCause.Webhook, Now)!.Current;
        return Folder.Apply(folder, payload.FolderId, payload.Records, ChangeCause.Webhook, Now) is null ? FuzzVerdict.Read : FuzzVerdict.Wrong("tells something new the second time");
    }
}
