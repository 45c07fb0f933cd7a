namespace OzFunctions.Core.Reconciliation;

/// <summary>A time that Oz keeps of a folder.</summary>
public enum OzTimeField
{
    /// <summary><c>time_created</c>.</summary>
    Created,

    /// <summary><c>time_updated</c>.</summary>
    Updated,
}
