namespace OzFunctions.Core.Folders;

/// <summary>Why a folder changed.</summary>
public enum ChangeCause
{
    /// <summary>Oz posted a webhook.</summary>
    Webhook,

    /// <summary>Oz was polled for this one folder.</summary>
    Refresh,

    /// <summary>A scheduled run polled Oz.</summary>
    Reconciliation,

    /// <summary>An operator changed it in this product.</summary>
    Operator,
}
