import { divideFixed, fixedShares, LARGEST, normalised } from './fixed.ts'

/** A table of fixed-point values, column after column: `cells[column * rows + row]`. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly cells: Float64Array
}

/** Whole numbers, a row a validator; a missing cell, or one that is no whole number above 0, is 0. */
export type Table = readonly (readonly number[])[]

export const columnCount = (table: Table): number =>
  table.reduce((most, row) => Math.max(most, row.length), 0)

const whole = (cell: number | undefined): number =>
  cell !== undefined && Number.isSafeInteger(cell) && cell > 0 ? cell : 0

/** Each row as shares of its own sum: what scales a row changes nothing. */
export function rowShares(table: Table, rows: number, columns: number): Matrix {
  const matrix = wholes(table, rows, columns)
  const { cells } = matrix
  for (let row = 0; row < rows; row++) {
    const total = rowSum(matrix, row)
    if (total > LARGEST)
      setRow(matrix, row, fixedShares((table[row] ?? []).map((cell) => BigInt(whole(cell)))))
    else
      for (let cell = row; cell < cells.length; cell += rows)
        cells[cell] = divideFixed(cells[cell] ?? 0, total)
  }
  return matrix
}

function rowSum({ rows, cells }: Matrix, row: number): number {
  let total = 0
  for (let cell = row; cell < cells.length; cell += rows) total += cells[cell] ?? 0
  return total
}

function setRow({ rows, cells }: Matrix, row: number, values: Float64Array): void {
  for (const [column, value] of values.entries()) cells[column * rows + row] = value
}

export const rowSums = (matrix: Matrix): Float64Array =>
  Float64Array.from({ length: matrix.rows }, (_, row) => rowSum(matrix, row))

/** The table's whole numbers as they are. */
export function wholes(table: Table, rows: number, columns: number): Matrix {
  const cells = new Float64Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      cells[column * rows + row] = whole(table[row]?.[column])
    }
  }
  return { rows, columns, cells }
}

export const columnOf = ({ rows, cells }: Matrix, column: number): Float64Array =>
  cells.subarray(column * rows, (column + 1) * rows)

/** A matrix made a column at a time; `make` may return its argument. */
export function mapColumns(
  matrix: Matrix,
  make: (column: Float64Array, place: number) => Float64Array,
): Matrix {
  const cells = new Float64Array(matrix.cells.length)
  for (let column = 0; column < matrix.columns; column++) {
    cells.set(make(columnOf(matrix, column), column), column * matrix.rows)
  }
  return { ...matrix, cells }
}

/** Each column as shares of its own sum. */
export const columnShares = (matrix: Matrix): Matrix => mapColumns(matrix, (column) => normalised(column))

/** One array a row, each cell through `read`. */
export function matrixRows({ rows, cells }: Matrix, read: (cell: number) => number): number[][] {
  return Array.from({ length: rows }, (_, row) => {
    const values: number[] = []
    for (let cell = row; cell < cells.length; cell += rows) values.push(read(cells[cell] ?? 0))
    return values
  })
}
