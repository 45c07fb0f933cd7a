namespace OzFunctions.Core.Folders;

/// <summary>Why a folder changed.</summary>
public enum ChangeCause
{
    /// <summary>Oz posted a webhook.</summary>
    Webhook,

    /// <summary>Oz was polled for this one folder.</summary>
    Refresh,

    /// <summary>A reconciliation run polled Oz, or marked the folder as overdue.</summary>
    Reconciliation,
}
