namespace OzFunctions.Core.Folders;

/// <summary>Describes why a result is held back.</summary>
public static class HeldBackSentence
{
    /// <summary>The sentence for a reason.</summary>
    /// <param name="heldBack">The reason.</param>
    /// <returns>One sentence; null for <see cref="HeldBack.None"/>.</returns>
    public static string? Of(HeldBack heldBack) => heldBack switch
    {
        HeldBack.None => null,
        HeldBack.OrderUnknown => "Groups with different results may each have finished last, so the folder does not pass until Oz reports which one did.",
        HeldBack.OzReportsWorse => "Oz reports a worse result for the same analyses, and the worse one counts.",
        HeldBack.NewerReport => "Oz reported something that does not pass and that no analysis known here supersedes, so the folder does not pass.",
        HeldBack.OzDisagrees => "Oz gives another result for an analysis than its copy with the latest time, so the folder does not pass until both agree.",
        _ => throw new ArgumentOutOfRangeException(nameof(heldBack), heldBack, "Unknown reason."),
    };
}
