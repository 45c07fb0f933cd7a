using Microsoft.AspNetCore.Http;

namespace OzFunctions.Web.Operations;

/// <summary>A request whose key and parameters were checked.</summary>
/// <param name="Request">The request.</param>
/// <param name="Admin">The name of the admin key; empty for operations that need none.</param>
internal readonly record struct Call(HttpRequest Request, string Admin)
{
    /// <summary>The path parameter <c>id</c>.</summary>
    public string Id => Path("id");

    /// <summary>The path parameter <c>name</c>.</summary>
    public string Name => Path("name");

    /// <summary>A path parameter.</summary>
    /// <param name="name">Its name in the route.</param>
    /// <returns>Its value.</returns>
    public string Path(string name) => (string)Request.RouteValues[name]!;
}
