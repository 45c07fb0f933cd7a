namespace OzFunctions.Core.Webhooks;

/// <summary>What became of a payload.</summary>
public enum IngestOutcome
{
    /// <summary>It told something new, which is stored.</summary>
    Applied,

    /// <summary>All that it told was known.</summary>
    Duplicate,

    /// <summary>Its folder was erased; nothing about it is taken.</summary>
    Ignored,
}
