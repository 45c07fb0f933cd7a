using OzFunctions.Core;
using OzFunctions.Web.Http;

namespace OzFunctions.Benchmarks.Fuzz.Continuations;

/// <summary>Continuations of every list. One of another list or an altered one is refused, and whatever is taken yields items of the list alone.</summary>
internal sealed class ContinuationSubject : IFuzzSubject<ContinuationInput>
{
    /// <summary>The characters before the position.</summary>
    public const int MarkLength = 16;

    private const int Limit = 2;

    /// <inheritdoc/>
    public string Name => "continuations";

    /// <inheritdoc/>
    public ContinuationInput Make(int number) => ContinuationInput.Of(number);

    // Some lists read a range after the other.
    /// <inheritdoc/>
    public long MostBytes(ContinuationInput input) => 1024 * 1024 + (100 * input.Text.Length);

    /// <inheritdoc/>
    public FuzzVerdict Judge(ContinuationInput input)
    {
        var request = input.List.Request(input.Text);
        var isTaken = input.Text.Length > 0 && ListContinuation.IsOf(request, input.Text);
        if (isTaken != input.Origin is not ContinuationOrigin.Altered)
        {
            return FuzzVerdict.Wrong($"is {(isTaken ? "taken" : "refused")} by {input.List}, though it is {input.Origin}: {input.Text}");
        }

        if (!isTaken)
        {
            return FuzzVerdict.Refused;
        }

        try
        {
            return Judge(input, input.List.Read(request, Limit));
        }
        catch (InvalidContinuationException e) when (input.Origin is ContinuationOrigin.Forged)
        {
            return FuzzVerdict.RefusedWith(e.Message);
        }
    }

    private static FuzzVerdict Judge(ContinuationInput input, PageOf<bool> page) =>
        page.Items.Contains(false) ? FuzzVerdict.Wrong($"yields items of another list than {input.List}: {input.Text}")
        : page.Items.Count > Limit ? FuzzVerdict.Wrong($"yields more items than asked for: {input.Text}")
        : page.Next?.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~') is false ? FuzzVerdict.Wrong($"yields a continuation that needs escaping: {page.Next}")
        : FuzzVerdict.Read;
}
