namespace OzFunctions.Web.Keys;

/// <summary>Which key opens a route.</summary>
public enum KeyLevel
{
    /// <summary>None is asked for.</summary>
    Anonymous,

    /// <summary>The webhook key, which lives in <c>resolution_endpoint</c> at Oz. It opens nothing else.</summary>
    Webhook,

    /// <summary>A read key.</summary>
    Read,

    /// <summary>A read key, and an admin key in a header of its own.</summary>
    Admin,
}
