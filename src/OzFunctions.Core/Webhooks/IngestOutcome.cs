namespace OzFunctions.Core.Webhooks;

/// <summary>The outcome of applying a payload.</summary>
public enum IngestOutcome
{
    /// <summary>The payload contained something new, which is stored.</summary>
    Applied,

    /// <summary>The payload contained nothing new.</summary>
    Duplicate,

    /// <summary>The payload's folder was erased; nothing was stored.</summary>
    Ignored,
}
