namespace OzFunctions.Web.Keys;

/// <summary>The key that a route requires.</summary>
public enum KeyLevel
{
    /// <summary>No key.</summary>
    Anonymous,

    /// <summary>The webhook key, which Oz knows as a part of <c>resolution_endpoint</c>. It opens no other route.</summary>
    Webhook,

    /// <summary>A read key.</summary>
    Read,

    /// <summary>A read key, and an admin key in a separate header.</summary>
    Admin,
}
