namespace OzFunctions.Core.Reconciliation;

/// <summary>A time of a folder at Oz.</summary>
public enum OzTimeField
{
    /// <summary><c>time_created</c>.</summary>
    Created,

    /// <summary><c>time_updated</c>.</summary>
    Updated,
}
