using Azure;
using Azure.Data.Tables;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>The answer to a point read.</summary>
internal sealed class FakeNullableResponse<T>(T? entity) : NullableResponse<T>
    where T : class, ITableEntity
{
    public override bool HasValue => entity is not null;

    public override T Value => entity ?? throw new InvalidOperationException("There is no such row.");

    public override Response GetRawResponse() => new RowResponse(HasValue ? 200 : 404);
}
