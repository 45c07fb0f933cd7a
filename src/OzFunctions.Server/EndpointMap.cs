using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Keys;
using OzFunctions.Web.Operations;

namespace OzFunctions.Server;

/// <summary>Maps the operations of the HTTP API.</summary>
internal static class EndpointMap
{
    /// <summary>Maps all operations. Outside Development each asks for the key of its level.</summary>
    public static void MapOzFunctions(this WebApplication app)
    {
        var guard = app.Environment.IsDevelopment() ? null : app.Services.GetRequiredService<KeyGuard>();
        foreach (var operation in OperationTable.All)
        {
            var handler = operation.Bind(app.Services);
            app.MapMethods($"{Routes.Prefix}/{operation.Route}", operation.Methods, ServeAsync).WithMetadata(operation.Level);

            async Task ServeAsync(HttpContext context)
            {
                CacheRule.Apply(context.Request, operation.Route);
                var mayPass = guard is null || guard.Opens(context.Request, operation.Route, operation.Level);
                var result = mayPass ? await handler(context.Request) : Problems.Unauthorized();
                await result.ExecuteAsync(context);
            }
        }
    }
}
